# Gương Sáng. `make run` and `make test` are all a newcomer needs; README.md says what each does.
V ?= release
B := build/$(V)

PKGS := sdl2 SDL2_ttf SDL2_image sqlite3 libpq libcurl openssl libmicrohttpd jansson libsodium libutf8proc libqrencode espeak-ng inih xlsxwriter libturbojpeg libpng libwebp libsystemd
OPT.release := -O2 -g
OPT.debug   := -O0 -g3
OPT.asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
OPT.tsan    := -O1 -g -fsanitize=thread
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wmissing-prototypes -Wstrict-prototypes -Werror
CC := gcc
# Asked once for each make, and empty until the packages are there; `ready` sees to that.
CPPFLAGS := -Ikiosk -D_GNU_SOURCE $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
CFLAGS   := -std=gnu11 $(WARN) -pthread -ffile-prefix-map=$(CURDIR)=. $(OPT.$(V))
LDLIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm -pthread

PROGRAMS := kiosk recordstore kioskctl
# A main file stays out of the library; everything else is in it.
MAINS := kiosk/main.c kiosk/recordstore/main.c kiosk/admin/main.c
LIB   := $(filter-out $(MAINS),$(wildcard kiosk/*/*.c))
TESTS := $(patsubst tests/%.c,%,$(filter-out tests/browser/%,$(wildcard tests/*/test_*.c)))
# Those that need a browser; make test-web runs them.
BROWSERTESTS := $(patsubst tests/%.c,%,$(wildcard tests/browser/test_*.c))
JOBS  := -j$(shell nproc)

.PHONY: all run run-office run-clean install deb test test-deb test-web monkey check gallery golden people bench compdb clean programs tests

# What people call. Packages first, then a make of its own, which finds them.
all: ready.run
	@$(MAKE) --no-print-directory $(JOBS) programs
run: all
	@config/run.sh $(B)
run-office: all
	@config/run-office.sh $(B)
run-clean:
	rm -rf build/run build/run-* build/tour
# Programs, words, settings and units below DESTDIR; two packages in build/deb
install: all
	@config/install-tree.sh $(B) "$(DESTDIR)" $(PARTS)
deb: all ready.deb
	@config/make-deb.sh $(B)
test: ready.run ready.test
	@$(MAKE) --no-print-directory $(JOBS) programs tests
	@tests/run.sh $(B)
# The packages installed, used, upgraded and purged in a bare Debian 12 that boots in build/deb-root
test-deb: deb ready.debroot
	@tests/deb/run.sh
# The office's pages in Chromium; pictures of them in build/release/tests/output/web
test-web: ready.run ready.test ready.web
	@config/npm.sh web
	@$(MAKE) --no-print-directory $(JOBS) programs $(BROWSERTESTS:%=$(B)/tests/%)
	@tests/run.sh $(B) web
# Random touches on the sanitizer build, with its seed: make monkey SEED=7 N=100000
monkey: ready.run ready.test
	@$(MAKE) --no-print-directory $(JOBS) V=asan programs build/asan/tests/monkey/monkey
	@N=$(or $(N),100000) SEED=$(SEED) SDL_AUDIODRIVER=dummy tests/e2e/run.sh build/asan monkey
	@cat build/asan/tests/e2e/monkey/log
check: ready.run ready.test ready.check
	@tests/check.sh
clean: # what was built; build/run keeps its slips
	rm -rf $(filter-out build/run build/run-%,$(wildcard build/*))

# Every screen in every look as pictures in build/gallery: make gallery LOOK=1280x720 SCENE=02
gallery: ready.run ready.test
	@$(MAKE) --no-print-directory $(JOBS) $(B)/tests/screens/gallery
	@SDL_VIDEODRIVER=dummy $(B)/tests/screens/gallery $(LOOK) $(SCENE)

# Draws the golden pictures anew (tests/golden). Look at each that changed before it is committed.
golden: ready.run ready.test
	@$(MAKE) --no-print-directory $(JOBS) $(B)/tests/screens/test_golden
	@GOLDEN=write SDL_VIDEODRIVER=dummy $(B)/tests/screens/test_golden
	@! command -v optipng >/dev/null || git ls-files -mo tests/golden | xargs -r optipng -quiet -o2

# Generated people with photos, for benchmarks and a look: build/release/kiosk --people build/people
people: ready.run ready.test
	@$(MAKE) --no-print-directory $(JOBS) $(B)/tests/bench/make_people
	@$(B)/tests/bench/make_people $(or $(N),1000) $(or $(DIR),build/people)

# One table of figures, each beside its baseline in the same run; FORMAT=json for machines, RUNS=5 and
# up, ONLY=start|still|attract|frames|search|4k|slip|store for one part, ONLY=store-sqlite|store-postgresql|
# store-pages for one of the store's. Its million dossiers are made once, in build/bench.
BENCHES := bench/bench_kiosk bench/bare bench/make_people
bench: ready.run ready.test ready.bench
	@$(MAKE) --no-print-directory $(JOBS) programs $(BENCHES:%=$(B)/tests/%) >&2
	@for n in $(if $(filter store%,$(ONLY)),,1000 10000 100000); do \
	  $(B)/tests/bench/make_people $$n build/people$$([ $$n = 1000 ] || echo -$$n) >&2 || exit 1; done
	@$(B)/tests/bench/bench_kiosk $(B) build/people $(FORMAT)

ready.%:
	@config/install.sh $*

programs: $(PROGRAMS:%=$(B)/%)
	@:
tests: $(TESTS:%=$(B)/tests/%) $(B)/tests/bench/make_people $(B)/tests/e2e/scan $(B)/tests/monkey/monkey
	@:

$(B)/kiosk: $(B)/obj/kiosk/main.o
$(B)/recordstore: $(B)/obj/kiosk/recordstore/main.o
$(B)/kioskctl: $(B)/obj/kiosk/admin/main.o
$(PROGRAMS:%=$(B)/%): $(B)/libkiosk.a
	@echo "  link $@"
	@$(CC) $(CFLAGS) -o $@ $(filter %.o,$^) $(B)/libkiosk.a $(LDLIBS)

$(B)/libkiosk.a: $(LIB:%.c=$(B)/obj/%.o)
	@rm -f $@
	@$(AR) rcs $@ $^

$(B)/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo "  cc   $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# One test program a file.
$(B)/tests/%: $(B)/obj/tests/%.o $(B)/libkiosk.a
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -o $@ $(filter %.o,$^) $(B)/libkiosk.a -lcmocka $(LDLIBS)
# The table has a part about the record store.
$(B)/tests/bench/bench_kiosk: $(B)/obj/tests/bench/bench_store.o
# The baseline of the benches stands on SDL alone.
$(B)/tests/bench/bare: $(B)/obj/tests/bench/bare.o
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -o $@ $< $(shell pkg-config --libs sdl2)
.SECONDARY:

compdb: ready.run
	@for f in $(LIB) $(MAINS) $(TESTS:%=tests/%.c); do \
	  printf '{"directory":"%s","file":"%s","command":"%s"},\n' '$(CURDIR)' $$f '$(CC) $(subst ",\",$(CPPFLAGS) $(CFLAGS)) -c '$$f; \
	done | sed '1s/^/[/; $$s/,$$/]/' >build/compile_commands.json

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)
