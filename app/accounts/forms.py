"""What may be typed at the door."""

from zoneinfo import available_timezones

from wtforms import EmailField, PasswordField, RadioField, StringField
from wtforms.validators import Email, InputRequired, Length, ValidationError

from app.accounts.rules import LONGEST_PASSWORD, password_problem, slug_of
from app.web.forms import Form

ADDRESS = "Enter an email address, such as dana@northwind.example."
SHORTER_NAME = "Keep it within 120 characters."
SHORTER_PASSWORD = f"Keep it within {LONGEST_PASSWORD:,} characters."


class SignInForm(Form):
    email = EmailField(
        "Email", [InputRequired("Enter your email address."), Length(max=254, message=ADDRESS)]
    )
    password = PasswordField(
        "Password",
        [
            InputRequired("Enter your password."),
            Length(max=LONGEST_PASSWORD, message=SHORTER_PASSWORD),
        ],
    )


class SetUpForm(Form):
    kind = RadioField(
        "Who is this for?",
        choices={
            "msp": "One MSP",
            "practice": "A coach with several MSPs",
        },
        default="msp",
    )
    firm = StringField(
        "Name of the company",
        [InputRequired("Enter the company's name."), Length(max=120, message=SHORTER_NAME)],
    )
    zone = StringField("Time zone", default="UTC")
    name = StringField(
        "Your name", [InputRequired("Enter your name."), Length(max=120, message=SHORTER_NAME)]
    )
    email = EmailField(
        "Email", [InputRequired(ADDRESS), Length(max=254, message=ADDRESS), Email(ADDRESS)]
    )
    password = PasswordField(
        "Password", [InputRequired("Choose a password of 15 characters or more.")]
    )

    def validate_firm(self, field: StringField) -> None:
        if not slug_of(field.data or ""):
            raise ValidationError("Use at least one letter or digit from A to Z.")

    def validate_zone(self, field: StringField) -> None:
        if field.data not in available_timezones():
            raise ValidationError("Choose a zone from the list, such as Europe/London.")

    def validate_password(self, field: PasswordField) -> None:
        names = [self.name.data or "", self.email.data or "", self.firm.data or ""]
        problem = password_problem(field.data or "", names)
        if problem:
            raise ValidationError(problem)
