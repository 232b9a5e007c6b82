# `make serve` and `make test` need only git, make and python3; the rest is installed.
.PHONY: serve test check bench planted lock
export PORT ?= 8000

serve: # the application with a demonstration programme, http://127.0.0.1:8000
	@bin/prepare serve
	@exec .venv/bin/python bin/serve

test: # style, types, templates, and every test on SQLite and on PostgreSQL
	@bin/prepare test
	@bin/test

check: # only style, types and templates
	@bin/prepare test
	@bin/check

bench: # how fast, measured on this machine
	@bin/prepare test
	@.venv/bin/python -m bench

planted: # plant known defects one by one and see that the tests catch each
	@bin/prepare test
	@.venv/bin/python bin/planted

lock: # write the locked requirements anew from pyproject.toml
	@bin/prepare test
	@bin/lock
