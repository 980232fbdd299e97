"""Programs, their plan, the changes of it, and drafts of programs to come."""

from app.programs.models.change import Change, SavedPlan
from app.programs.models.closing import Closing
from app.programs.models.deletion import Deletion
from app.programs.models.draft import Draft
from app.programs.models.leave import Leave
from app.programs.models.once import Once
from app.programs.models.plan import Item, ItemKpi, Phase, Task, TaskItem, TaskLink, TaskPerson
from app.programs.models.program import Program
from app.programs.models.proof import Proof
from app.programs.models.run import Run
from app.programs.models.sign_off import SignOff
from app.programs.models.sop import Sop, SopReader, SopSignature, SopText
from app.programs.models.step import Step
from app.programs.models.talk import Mention, Note
from app.programs.models.template import (
    Edition,
    KeptDraft,
    KeptEdition,
    KeptTemplate,
    OwnTemplate,
    PracticeDraft,
    PracticeEdition,
    PracticeTemplate,
    TemplateAnswer,
    TemplateDraft,
)

__all__ = [
    "Change",
    "Closing",
    "Deletion",
    "Draft",
    "Edition",
    "Item",
    "ItemKpi",
    "KeptDraft",
    "KeptEdition",
    "KeptTemplate",
    "Leave",
    "Mention",
    "Note",
    "Once",
    "OwnTemplate",
    "Phase",
    "PracticeDraft",
    "PracticeEdition",
    "PracticeTemplate",
    "Program",
    "Proof",
    "Run",
    "SavedPlan",
    "SignOff",
    "Sop",
    "SopReader",
    "SopSignature",
    "SopText",
    "Step",
    "Task",
    "TaskItem",
    "TaskLink",
    "TaskPerson",
    "TemplateAnswer",
    "TemplateDraft",
]
