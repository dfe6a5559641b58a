"""What every table belongs to, and how its keys are called."""

from sqlalchemy import MetaData

metadata = MetaData(naming_convention={"pk": "%(table_name)s_pkey", "fk": "%(table_name)s_%(column_0_name)s_fkey"})
