# Gương Sáng. `make run` and `make test` are all a newcomer needs; README.md says what each does.
V ?= release

PKGS := sdl2 SDL2_ttf SDL2_image sqlite3 libcurl openssl libmicrohttpd jansson libsodium libutf8proc libqrencode inih
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wmissing-prototypes -Wstrict-prototypes -Werror
OPT.release := -O2 -g
OPT.debug   := -O0 -g3
OPT.asan    := -O1 -g -fsanitize=address,undefined -fno-omit-frame-pointer
OPT.tsan    := -O1 -g -fsanitize=thread
CFLAGS  ?= $(OPT.$(V))
CPPFLAGS = -Ikiosk -D_GNU_SOURCE $(shell pkg-config --cflags $(PKGS))
ALL_CFLAGS = -std=gnu11 $(WARN) -pthread -ffile-prefix-map=$(CURDIR)=. $(CFLAGS)
LDLIBS   = $(shell pkg-config --libs $(PKGS)) -lm -pthread

B := build/$(V)
PROGRAMS := kiosk recordstore kioskctl
# Every program's main file stays out of the library; what they share is in it.
MAINS := kiosk/main.c kiosk/recordstore/main.c kiosk/admin/main.c
LIB   := $(filter-out $(MAINS),$(wildcard kiosk/*/*.c))
TESTS := $(patsubst tests/%.c,%,$(filter-out tests/e2e/% tests/bench/%,$(wildcard tests/*/test_*.c)))
HELPERS := $(filter-out tests/%/test_%,$(wildcard tests/*.c))

.PHONY: all test clean
all: $(PROGRAMS:%=$(B)/%)

$(B)/kiosk: $(B)/kiosk/main.o $(B)/libkiosk.a
$(B)/recordstore: $(B)/kiosk/recordstore/main.o $(B)/libkiosk.a
$(B)/kioskctl: $(B)/kiosk/admin/main.o $(B)/libkiosk.a
$(PROGRAMS:%=$(B)/%):
	$(CC) $(ALL_CFLAGS) -o $@.tmp $^ $(LDLIBS) && mv $@.tmp $@

$(B)/libkiosk.a: $(LIB:%.c=$(B)/%.o)
	@rm -f $@
	@$(AR) rcs $@ $^

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# One test program a file; `make build/release/tests/base/test_fold` builds one.
$(B)/tests/%: $(B)/tests/%.o $(B)/libkiosk.a
	$(CC) $(ALL_CFLAGS) -o $@ $^ $(shell pkg-config --libs cmocka) $(LDLIBS)
.PRECIOUS: $(B)/%.o

test-programs: $(TESTS:%=$(B)/tests/%)

clean:
	rm -rf build/release build/debug build/asan build/tsan build/tests build/tour

-include $(shell find build -name '*.d' 2>/dev/null)
