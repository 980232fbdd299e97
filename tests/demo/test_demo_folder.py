"""The demo is built once, whole or not at all."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.config import Settings
from app.demo import folder, world
from app.demo.folder import Demo, build, is_built, opened
from app.refusal import Refused
from tests.demo.visitor import Visitor


def copied(settings: Settings, into: Path) -> Settings:
    """The same demo in a folder of the test's own."""
    made = replace(settings, data_dir=into)
    shutil.copytree(folder.place(settings), folder.place(made))
    return made


def contents(path: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in path.rglob("*") if one.is_file()}


def killed(_password: str) -> None:
    raise KeyboardInterrupt


def nothing(_password: str) -> None:
    return


def test_only_its_owner_may_look_into_the_folder(place: Path) -> None:
    assert place.stat().st_mode & 0o777 == 0o700
    assert (place / "password").stat().st_mode & 0o777 == 0o600
    assert (place / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_later_start_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    mine = copied(settings, tmp_path)
    before = contents(tmp_path)
    assert is_built(mine)
    opened(mine)
    assert contents(tmp_path) == before


def test_a_build_that_breaks_off_is_begun_again_from_scratch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data_dir=tmp_path)
    monkeypatch.setattr(world, "build_world", killed)
    with pytest.raises(KeyboardInterrupt):
        build(settings)
    assert not is_built(settings)
    monkeypatch.setattr(world, "build_world", nothing)
    build(settings)
    assert is_built(settings)
    assert [one.name for one in tmp_path.iterdir()] == ["demo"]


def test_a_fresh_build_that_breaks_off_leaves_the_old_world(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = copied(settings, tmp_path)
    monkeypatch.setattr(world, "build_world", killed)
    with pytest.raises(KeyboardInterrupt):
        build(mine)
    assert Visitor(opened(mine), "dana@northwind.example").get("/my-work").status == 200


def test_a_password_is_made_up_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world, "build_world", nothing)
    settings = Settings(data_dir=tmp_path)
    build(settings)
    first = opened(settings)
    assert len(first.password) >= 15
    assert opened(settings).password == first.password


def test_another_password_of_the_environment_takes_over(settings: Settings, tmp_path: Path) -> None:
    other = replace(copied(settings, tmp_path), demo_password="another slow walk by the sea")
    demo: Demo = opened(other)
    assert Visitor(demo, "helen@beaconrow.example").get("/clients").status == 200


def test_a_weak_password_is_refused(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="at least 15 characters"):
        opened(replace(copied(settings, tmp_path), demo_password="short"))
