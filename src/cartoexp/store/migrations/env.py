"""Alembic environment: the connection is handed over by ``cartoexp.store.migrate``."""

from alembic import context

from cartoexp.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
