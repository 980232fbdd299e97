"""What was sent once, so that sending it again does nothing."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.tenancy import MspOwned


class Once(MspOwned, Base):
    """The key of a check-off, made by the browser; its id is that key."""

    __tablename__ = "once_keys"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    at: Mapped[datetime]
