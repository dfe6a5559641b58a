# Everything begins with Python 3.11, pip and make; uv and the dependencies are brought here, into .uv and .venv.
PYTHON ?= python3
UV := .uv/bin/uv
export UV_PYTHON_DOWNLOADS = never
export UV_LINK_MODE = copy
export UV_COMPILE_BYTECODE = 1
RUN := .venv/bin/
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help demo run preview test fuzz chaos check format pictures bench soak clean

help: ## what there is
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | awk -F'\t' '{printf "  make %-9s %s\n", $$1, $$2}'

demo: $(READY) ## watch a funnel work: no token, no server, nothing to configure (DEMO="--exit --language en")
	@$(RUN)voronka demo $(DEMO)

run: $(READY) ## start the bot on Telegram; needs BOT_TOKEN in the environment or .env
	@$(RUN)voronka run

preview: $(READY) ## play the prospect of your own funnels in the browser
	@$(RUN)voronka preview

test: $(READY) ## all tests, in as many processes as there are cores; those in a browser where a Chromium is found
	$(RUN)pytest $(or $(PYTEST),--numprocesses auto --maxprocesses 8 --dist worksteal)

fuzz: $(READY) ## bad input of all sorts, a minute for each sort of test (FUZZ=300 seconds)
	FUZZ_SECONDS=$(or $(FUZZ),60) $(RUN)pytest tests/bot/fuzz --numprocesses auto --maxprocesses 8 --dist worksteal

chaos: $(READY) ## 2,000 people walk the flagship while everything fails; nothing may be lost (CHAOS="--people 200 --webhook")
	@$(RUN)python -m tests.chaos $(CHAOS)

check: $(READY) ## style, types, import rules, file sizes, docs in step with the code
	$(RUN)ruff check .
	$(RUN)ruff format --check .
	$(RUN)mypy
	$(RUN)lint-imports --no-cache
	$(RUN)python -m tools.check

format: $(READY) ## put the code into its form, and regenerate what is generated
	$(RUN)ruff check --fix --quiet . || true
	$(RUN)ruff format .
	$(RUN)voronka schema > funnels/funnel.schema.json
	$(RUN)voronka schema dialogues > funnels/dialogues.schema.json
	$(RUN)python -m tools.reference > docs/script-reference.md
	$(RUN)python -m tools.figures > docs/figures.md
	$(RUN)python -m tools.exported > docs/export.md
	$(RUN)voronka map first-steps --format mermaid --output docs/pictures/first-steps.mmd
	$(RUN)voronka map relationships --format png --output docs/pictures/map.png

pictures: $(READY) ## take the pictures of the owner's desk in docs/owners.md anew; needs a Chromium (PICTURES="weak tests")
	@$(RUN)python -m tools.pictures $(PICTURES)

bench: $(READY) ## measure, against peers in the same run; bench-NAME one of them (BENCH="--record" keeps the figures)
	$(RUN)python -m bench $(BENCH)

bench-%: $(READY)
	$(RUN)python -m bench $* $(BENCH)

soak: $(READY) ## traffic at the sending limit: does memory, handles or lag grow? (SOAK="--minutes 60")
	$(RUN)python -m bench.soak $(SOAK)

clean: ## forget everything that can be made again
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): pyproject.toml uv.lock | $(UV)
	@echo "Installing Voronka and its dependencies into .venv …"
	@$(UV) sync --locked --quiet --python $(PYTHON)
	@touch $@

$(UV):
	@echo "Bringing uv into .uv …"
	@$(PYTHON) -c 'import sys; sys.exit("Voronka needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m pip install -qq --disable-pip-version-check --root-user-action=ignore --target .uv uv
