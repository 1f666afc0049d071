# One command each; `make` alone lists them. Needs Python 3.11 or newer (with venv and pip) and make.

PYTHON ?= python3
VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check --quiet
# Exactly what the lock names: each file checked against its hash, and source packages (jieba) built with
# the locked setuptools, where pip's own isolated build would fetch an unchecked one.
INSTALL := $(PIP) install --require-hashes --no-deps --no-build-isolation
OFFLINE := { echo "安装失败：请检查网络；也可以先设置环境变量 PIP_INDEX_URL 指向镜像站，再试一次。" >&2; exit 1; }

.PHONY: help run test update clean
.DELETE_ON_ERROR:

help: ## 列出全部命令
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(VENV)/.run ## 启动 fupin；第一次会先安装
	@exec $(VENV)/bin/python -m bot run

test: $(VENV)/.test ## 检查格式、写法与类型，并运行全部测试
	$(VENV)/bin/python -m ruff format --check
	$(VENV)/bin/python -m ruff check
	$(VENV)/bin/python -m mypy
	$(VENV)/bin/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# The runtime takes its versions from the development lock, so that what runs is what was tested.
COMPILE := $(VENV)/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make update"

update: $(VENV)/.run ## 把锁定的依赖更新到最新版本
	$(PIP) install --upgrade uv
	$(COMPILE) --upgrade --group build --output-file requirements-build.lock
	$(COMPILE) --upgrade pyproject.toml --extra postgres --group dev --output-file requirements-dev.lock
	$(COMPILE) --upgrade pyproject.toml --extra postgres --constraint requirements-dev.lock --output-file requirements.lock

clean: ## 删除虚拟环境与缓存；不会动资料和记录
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/.run: $(VENV)/bin/python requirements-build.lock requirements.lock pyproject.toml
	@echo "正在安装（只在第一次和依赖有变动时进行）……"
	@$(INSTALL) -r requirements-build.lock || $(OFFLINE)
	@$(INSTALL) -r requirements.lock || $(OFFLINE)
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements-dev.lock
	@echo "正在安装测试所需的工具……"
	@$(INSTALL) -r requirements-dev.lock || $(OFFLINE)
	@touch $@

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "没有找到 $(PYTHON)：请先安装 Python 3.11 或更新的版本。" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$$($(PYTHON) --version) 太旧：需要 3.11 或更新的版本。若已另外装有，请写明，例如 make run PYTHON=python3.12。" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info >= (3, 15))' || \
		echo "提示：$$($(PYTHON) --version) 比测试过的 3.11 至 3.14 新；如果下面安装失败，请换用其中一个版本。" >&2
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) 缺少 venv 或 pip：请先安装（Debian、Ubuntu：apt install python3-venv）。" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }
