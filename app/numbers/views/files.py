"""Files of readings: choose one, say what its columns are, look at what it would do, store it,
and undo it."""

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.kpis import queries
from app.kpis.columns import KIND_OF, Columns, guess, problem_with
from app.kpis.files import Check, Verdict, check, sheet_of, take_in
from app.kpis.library import entered
from app.kpis.models import ReadingFile
from app.kpis.scopes import NOBODY, Known
from app.kpis.sheets import MOST_BYTES, read_sheet
from app.numbers import actions
from app.numbers.file_forms import ColumnsForm, FileForm, StoreForm, columns_form
from app.numbers.queries import Filed, filed
from app.numbers.queries import known as whom
from app.numbers.views import bp
from app.numbers.words import period_title
from app.planning.words import counted
from app.policy import Permission
from app.programs.models import Program
from app.programs.queries import program as named_program
from app.refusal import Refused
from app.web.filters import local_today
from app.web.forms import invalid

Answer = Response | str | tuple[str, int]
LATEST, WRONG, SHOWN = 10, 50, 10


@bp.get("/msps/<slug:msp>/kpis/import", defaults={"program": None})
@needs(Permission.ENTER_READINGS, of=named_program, optional=True)
def import_page(program: Program | None) -> str:
    return render_template("kpis/import.html", form=FileForm(), stored=queries.stored_files(LATEST))


@bp.post("/msps/<slug:msp>/kpis/import", defaults={"program": None})
@needs(Permission.ENTER_READINGS, of=named_program, optional=True)
def take_file(program: Program | None) -> Answer:
    sent = request.files.get("file")
    try:
        name, content = opened(sent)
        file = take_in(name, read_sheet(content), current_user)
    except Refused as no:
        form = FileForm()
        form.file.errors = [no.sentence]
        return invalid("kpis/import.html", form=form, stored=queries.stored_files(LATEST))
    return redirect(
        page_of(file, "kpis.checked_file" if file.columns else "kpis.file_columns"), 303
    )


def opened(sent: FileStorage | None) -> tuple[str, bytes]:
    """A sent file's name and content, one byte more than is allowed at most."""
    if sent is None or not sent.filename:
        raise Refused("Choose a file first.")
    name = sent.filename.replace("\\", "/").rpartition("/")[2].strip()
    shown = "".join(letter for letter in name if letter.isprintable())
    return shown or "A file", sent.stream.read(MOST_BYTES + 1)


@bp.get("/msps/<slug:msp>/kpis/files/<id:file_id>/columns")
@needs(Permission.ENTER_READINGS, of=filed)
def file_columns(file: Filed) -> Answer:
    if file.file.stored_at:
        return redirect(page_of(file.file), 303)
    return columns_page(file.file, columns_form(file.file.headings, known(file.file)))


@bp.post("/msps/<slug:msp>/kpis/files/<id:file_id>/columns")
@needs(Permission.ENTER_READINGS, of=filed)
def tell_columns(file: Filed) -> Answer:
    if file.file.stored_at:
        return redirect(page_of(file.file), 303)
    form = columns_form(file.file.headings, known(file.file), request.form)
    wrong = "Choose from the lists." if not form.validate() else problem_with(form.told())
    if wrong:
        return columns_page(file.file, form, wrong), 422
    file.file.columns = form.told().as_json()
    return redirect(page_of(file.file), 303)


def known(file: ReadingFile) -> Columns:
    """What was told about a file's columns, else what they look like."""
    if file.columns is not None:
        return Columns.from_json(file.columns)
    return guess(sheet_of(file), entered(), local_today())


def columns_page(file: ReadingFile, form: ColumnsForm, wrong: str = "") -> str:
    sheet = sheet_of(file)
    examples = [
        next((cells[number] for _line, cells in sheet.lines if cells[number]), "")
        for number in range(len(sheet.headings))
    ]
    return render_template(
        "kpis/import_columns.html",
        file=file,
        form=form,
        wrong=wrong,
        columns=list(zip(form.columns, examples, strict=True)),
        lines=len(sheet.lines),
    )


@bp.get("/msps/<slug:msp>/kpis/files/<id:file_id>")
@needs(Permission.ENTER_READINGS, of=filed)
def checked_file(file: Filed) -> Answer:
    if file.file.stored_at:
        return render_template("kpis/import_done.html", file=file.file)
    if file.file.columns is None:
        return redirect(page_of(file.file, "kpis.file_columns"), 303)
    found = check(file.file, named_in(file.file), local_today())
    return check_page(file.file, found, StoreForm(seen=found.seen))


@bp.post("/msps/<slug:msp>/kpis/files/<id:file_id>")
@needs(Permission.ENTER_READINGS, of=filed)
def store_file(file: Filed) -> Answer:
    if file.file.stored_at or file.file.columns is None:
        return redirect(page_of(file.file), 303)
    found, form = check(file.file, named_in(file.file), local_today()), StoreForm(request.form)
    if form.seen.data != found.seen:
        form.seen.data = found.seen
        return check_page(file.file, found, form, moved=True), 409
    new, differs = (bool(found.of(one)) for one in (Verdict.NEW, Verdict.DIFFERS))
    if not form.validate() or not form.decided(new, differs):
        return check_page(file.file, found, form), 422
    actions.store_file(file.file, found, form.why, current_user)
    flash(f"{counted(file.file.added + file.file.changed, 'reading')} imported.")
    return redirect(page_of(file.file), 303)


def named_in(file: ReadingFile) -> Known:
    """Whom the lines of a file may name; nobody where no column says whose a reading is."""
    roles = set(Columns.from_json(file.columns).roles) if file.columns else set()
    return whom() if roles & set(KIND_OF) else NOBODY


def check_page(file: ReadingFile, found: Check, form: StoreForm, moved: bool = False) -> str:
    return render_template(
        "kpis/import_check.html",
        file=file,
        form=form,
        moved=moved,
        fractions=found.fractions,
        **{verdict.value: found.of(verdict) for verdict in Verdict},
        most={"wrong": WRONG, "shown": SHOWN},
        period=lambda typed: period_title(typed.starts_on, typed.ends_on, local_today()),
    )


@bp.post("/msps/<slug:msp>/kpis/files/<id:file_id>/undo")
@needs(Permission.ENTER_READINGS, of=filed)
def undo_file(file: Filed) -> Answer:
    actions.undo_file(file.file, current_user)
    flash("Import undone.")
    return redirect(page_of(file.file), 303)


def page_of(file: ReadingFile, endpoint: str = "kpis.checked_file") -> str:
    return url_for(endpoint, msp=g.msp.slug, file_id=file.id)
