# Everything a person does with the newsroom on one machine. Python 3.11 or newer and make are enough.

PORT ?= 8000
PYTHON := $(or $(PYTHON),$(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; break; fi; done))
LAUNCH = $(or $(PYTHON),$(error Cần Python 3.11 trở lên (tìm python3, python3.11 … trong PATH) · Python 3.11 or newer is needed (looked for python3, python3.11 … on the PATH))) site/launch

.DEFAULT_GOAL := help
.PHONY: help install demo demo-reset test faults lint bench gallery audit

define HELP
make install      cài môi trường và thư viện đã khóa phiên bản  | make the environment, install the locked dependencies
make demo         chạy tòa soạn mẫu (PORT=8000)                 | run a demo newsroom
make demo-reset   làm lại tòa soạn mẫu từ đầu                   | start the demo newsroom over
make test         chạy mọi bài kiểm thử                         | run all the tests
make faults       thử cổng duyệt và việc gửi bài khi gặp lỗi    | try the gate in any order, deliveries under faults
make lint         kiểm tra định dạng, kiểu, mẫu, bản dịch       | check format, types, templates, contracts, catalogues
make bench        đo tốc độ, ghi var/bench.json                 | measure speed, write var/bench.json
make gallery      chụp mọi loại trang vào docs/gallery.md       | a picture of every kind of page for docs/gallery.md
make audit        Lighthouse và kiểm tra HTML, var/audit.json   | Lighthouse and valid HTML, writes var/audit.json
endef

help:
	$(info $(HELP))
	@:

install:
	@exec $(LAUNCH) install

demo:
	@exec $(LAUNCH) demo --port "$(PORT)"

demo-reset:
	@exec $(LAUNCH) demo-reset

test:
	@exec $(LAUNCH) test $(ARGS)

faults:
	@exec $(LAUNCH) faults $(ARGS)

lint:
	@exec $(LAUNCH) lint

bench:
	@exec $(LAUNCH) bench $(ARGS)

gallery:
	@exec $(LAUNCH) gallery $(ARGS)

audit:
	@exec $(LAUNCH) audit $(ARGS)
