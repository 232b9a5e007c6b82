"""How Alembic runs here: on the connection, in the transaction, that plumbing.migrations opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
