"""The next edition of a template, drafted in forms: one part at a time, then kept with a reason."""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from app.accounts.gate import current_user
from app.programs import templates
from app.programs.actions import template_draft as actions
from app.programs.forms.template_parts import KeepForm, PartForm, in_words, part_form
from app.programs.models import KeptDraft, KeptTemplate
from app.programs.outline import LISTS, Outline, keys_of, kind_of, parent_of, wrong_in
from app.programs.template import Template
from app.programs.template_changes import changes
from app.programs.views.shelf import kept_at, kept_url, template_url
from app.refusal import Stale
from app.tomlfile import TomlError
from app.web.forms import invalid, text, version_of, whole

Answer = Response | str | tuple[str, int]
DRAFT, PART = "programs/templates/draft.html", "programs/templates/part.html"
UP = "up"
GONE = "This part is not in the draft any more."


@dataclass(frozen=True)
class Desk:
    """A template, what somebody drafted of its next edition, and its tables as they stand."""

    row: KeptTemplate
    draft: KeptDraft | None
    outline: Outline

    @property
    def errors(self) -> list[TomlError]:
        return mistakes(self.outline.tables)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is in the way of an edition: each part's place, and a sentence."""
        return [(self.outline.place(one.at), self.outline.sentence(one)) for one in self.errors]

    @property
    def told(self) -> list[str]:
        """What the draft changes, as running programs will be asked about it."""
        found, _errors = templates.checked_draft(self.outline.tables)
        now = templates.parsed(templates.present(self.row).text)
        return told(now, found) if found else []

    @property
    def since(self) -> list[str]:
        """What an edition changed that was kept after this draft began."""
        if self.draft is None or self.draft.edition == self.row.edition:
            return []
        began = templates.edition(self.row, self.draft.edition)
        now = templates.present(self.row)
        assert began is not None
        return told(templates.parsed(began.text), templates.parsed(now.text)) or [now.what]

    def url(self, place: str, **more: Any) -> str:
        """The page of a part; a task's place stands for its improvement's page."""
        at = {"at": place} if place else {}
        return kept_url("draft_part", template_id=self.row.id, **at, **more)

    def trail(self, at: str, new: bool) -> list[tuple[str, str]]:
        """The parts around a part, with their pages; around a new one, its parent too."""
        keys = keys_of(at)
        around = keys if new else keys[:-1]
        places = [".".join(around[: depth + 1]) for depth in range(len(around))]
        return [(self.outline.name(one), self.url(one)) for one in places]

    @property
    def home(self) -> str:
        return kept_url("template_draft", template_id=self.row.id)

    def above(self, place: str) -> str:
        """Where one goes on after a part: an improvement for its tasks, else the whole draft."""
        parent = parent_of(place)
        if len(keys_of(parent)) == len(LISTS) - 1 and self.outline.part(parent) is not None:
            return self.url(parent)
        phase = place.partition(".")[0]
        return f"{self.home}#{phase}" if phase else self.home


def told(before: Template, after: Template) -> list[str]:
    """Each change under the name that its improvement had."""
    found = [(one.before or one.after, one.told) for one in changes(before, after)]
    return [f"{placed.item.name}: {words}" for placed, words in found if placed]


def desk_of(row: KeptTemplate, *, to_change: bool = False) -> Desk:
    draft = templates.draft_to_change(row) if to_change else templates.draft_of(row)
    if draft is not None:
        return Desk(row, draft, Outline(draft.tables))
    return Desk(row, None, Outline.of(templates.present(row).text))


@kept_at("/<id:template_id>/draft", "GET")
def template_draft(template: KeptTemplate) -> str:
    desk = desk_of(template)
    return render_template(DRAFT, desk=desk, form=keep_form(desk))


def keep_form(desk: Desk, typed: Any = None) -> KeepForm:
    version = desk.draft.version if desk.draft else 0
    seen = {"edition": str(desk.row.edition), "version": str(version)}
    return KeepForm(typed) if typed is not None else KeepForm(data=seen)


@kept_at("/<id:template_id>/draft", "POST")
def keep_draft(template: KeptTemplate) -> Answer:
    """The draft becomes an edition, unless something is in the way or somebody was quicker."""
    desk = desk_of(template, to_change=True)
    form = keep_form(desk, request.form)
    found, _errors = templates.checked_draft(desk.outline.tables)
    if not form.validate() or found is None or desk.draft is None:
        return invalid(DRAFT, desk=desk, form=form)
    try:
        seen = whole(text(form.edition), 0)
        actions.refuse_older(template, desk.draft, seen, version_of(form))
    except Stale as stale:
        return older_draft(desk, form, stale)
    new = actions.keep_draft(template, desk.draft, found, text(form.what), current_user)
    flash(
        f"{template.name} is at edition {template.edition}. Running programs decide on it."
        if new
        else f"The draft says what edition {template.edition} says, so no edition was kept."
    )
    return redirect(template_url(template), 303)


def older_draft(desk: Desk, form: KeepForm, stale: Stale) -> tuple[str, int]:
    """The draft as it is now, with what was typed; sent again, it is kept."""
    now = keep_form(desk)
    form.edition.data, form.version.data = now.edition.data, now.version.data
    return render_template(DRAFT, desk=desk, form=form, stale=stale), 409


@kept_at("/<id:template_id>/draft/drop", "POST")
def drop_draft(template: KeptTemplate) -> Response:
    """Nothing of it stays; one tap brings it back."""
    version = actions.drop_draft(templates.draft_to_change(template))
    undo = kept_url("undo_draft", template_id=template.id, version=version) if version else ""
    said = f"The draft is dropped. {template.name} stays at edition {template.edition}."
    flash(said, undo or "message")
    return redirect(template_url(template), 303)


@kept_at("/<id:template_id>/draft/part", "GET")
def draft_part(template: KeptTemplate) -> str:
    """The form of a part, or of a new one in it."""
    desk, at = desk_of(template), request.args.get("at", "")
    if desk.outline.part(at) is None:
        abort(404)
    return render_template(PART, **part_page(desk, at))


def part_page(desk: Desk, at: str, form: PartForm | None = None) -> dict[str, Any]:
    new = is_new(at)
    depth = len(keys_of(at)) + new
    return {
        "desk": desk,
        "at": at,
        "new": new,
        "kind": kind_of(f"{at}.new".strip(".") if new else at),
        "tasks": desk.outline.inside(at) if depth == len(LISTS) - 1 and not new else [],
        "position": desk.outline.position(at) if at and not new else None,
        "form": form or part_form(desk.outline, at, depth),
        "back": desk.above(f"{at}.new" if new else at),
    }


def is_new(at: str) -> bool:
    """Does the address ask for a new part inside of the one that it names?"""
    return "new" in request.args and len(keys_of(at)) < len(LISTS)


@kept_at("/<id:template_id>/draft/part", "POST")
def save_part(template: KeptTemplate) -> Answer:
    """Keep a part in the draft; what cannot be kept is told beside its field."""
    at = request.args.get("at", "")
    new = is_new(at)
    desk = desk_of(template, to_change=True)
    if desk.outline.part(at) is None:
        raise Stale({}, who=quicker(desk))
    form = part_form(desk.outline, at, len(keys_of(at)) + new, request.form)
    typed = form.values(None if new else desk.outline.values(at))
    if not new and is_older(desk, at, form, typed):
        return both_parts(desk, at, form)
    place = put(desk.outline, at, typed, new=new)
    is_plain = form.validate()
    if form.tell(wrong_in(desk.outline, place, mistakes)) or not is_plain:
        return invalid(PART, **part_page(desk_of(template), at, form))
    actions.save_draft(template, desk.draft, desk.outline, current_user)
    flash(f"{desk.outline.name(place)} is in the draft.")
    goes_on = new and kind_of(place) == "improvement"
    return redirect(desk.url(place) if goes_on else desk.above(place), 303)


def mistakes(tables: dict[str, Any]) -> list[TomlError]:
    return templates.checked_draft(tables)[1]


def put(outline: Outline, at: str, values: dict[str, Any], *, new: bool) -> str:
    """The part says this, or a new one inside of it does; its place."""
    if new:
        return outline.add(at, values)
    outline.change(at, values)
    return at


def gone(desk: Desk) -> Response:
    flash(GONE)
    return redirect(desk.home, 303)


def is_older(desk: Desk, at: str, form: PartForm, typed: dict[str, Any]) -> bool:
    """Was the page made from other words than the part has now, and says neither?"""
    held = desk.outline.values(at) or {}
    same = all(held.get(name, type(value)()) == value for name, value in typed.items())
    return text(form.seen) != desk.outline.mark(at) and not same


def both_parts(desk: Desk, at: str, form: PartForm) -> tuple[str, int]:
    """Somebody was quicker: both texts; sent again, the one on the page is kept."""
    now = part_form(desk.outline, at, len(keys_of(at)))
    told = {field.label.text: (in_words(now[field.name]), in_words(field)) for field in form}
    both = {name: pair for name, pair in told.items() if pair[0] != pair[1] and name != "Seen"}
    form.seen.data = now.seen.data
    stale = Stale({name: pair[0] for name, pair in both.items()}, who=quicker(desk))
    yours = {name: pair[1] for name, pair in both.items()}
    return render_template(PART, **part_page(desk, at, form), stale=stale, yours=yours), 409


def quicker(desk: Desk) -> str:
    by = desk.draft.by if desk.draft else templates.present(desk.row).by
    return by.name


@kept_at("/<id:template_id>/draft/move", "POST")
def move_part(template: KeptTemplate) -> Response:
    """One place up or down among its neighbours."""
    desk, at = desk_of(template, to_change=True), request.form.get("at", "")
    if not at or desk.outline.part(at) is None:
        return gone(desk)
    desk.outline.move(at, -1 if request.form.get("to") == UP else 1)
    actions.save_draft(template, desk.draft, desk.outline, current_user)
    place, count = desk.outline.position(at)
    flash(f"{desk.outline.name(at)} is now number {place} of {count}.")
    return redirect(desk.url(at), 303)


@kept_at("/<id:template_id>/draft/remove", "POST")
def remove_part(template: KeptTemplate) -> Response:
    """Take a part out with all that is in it; one tap brings it back."""
    desk, at = desk_of(template, to_change=True), request.form.get("at", "")
    if not at or desk.outline.part(at) is None:
        return gone(desk)
    before, name, back = Outline(desk.outline.tables).tables, desk.outline.name(at), desk.above(at)
    freed = desk.outline.remove(at)
    draft = actions.save_draft(template, desk.draft, desk.outline, current_user, before)
    undo = kept_url("undo_draft", template_id=template.id, version=draft.version)
    also = f" {freed} tasks waited for it, and do no more." if freed else ""
    flash(f"{name} is taken out of the draft.{also}", undo)
    return redirect(back, 303)


@kept_at("/<id:template_id>/draft/undo", "POST")
def undo_draft(template: KeptTemplate) -> Response:
    """Bring back what was taken out last, or the draft that was dropped."""
    version = whole(request.args.get("version"), 0)
    templates.hold(template)
    actions.undo_last(templates.last_draft(template), version, current_user)
    flash("The draft is as it was.")
    return redirect(kept_url("template_draft", template_id=template.id), 303)
