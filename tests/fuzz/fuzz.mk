# The fuzz targets, built with clang apart from everything else: `make fuzz`
# calls it with SOURCES (of the library), CPPFLAGS and LIBS.

build = fuzz-build
# One sanitizer build for all: ASan and UBSan.
sanitizers = -fsanitize=address,undefined -fno-sanitize-recover=all
FUZZ_CC = clang
FUZZ_CFLAGS = -O1 -g -Werror=incompatible-pointer-types -fno-omit-frame-pointer $(sanitizers)
targets = add fields import mbox message reply rules words

library = $(patsubst %.c,$(build)/%.o,$(filter %.c,$(SOURCES)))
helpers = $(build)/tests/fuzz/fuzz.o $(build)/tests/fuzz/ledger.o

all: $(targets:%=$(build)/%)

vpath %.c $(srcdir)
$(build)/%.o: %.c
	@mkdir -p $(@D)
	$(FUZZ_CC) $(CPPFLAGS) -I$(srcdir) $(FUZZ_CFLAGS) \
	  -fsanitize=fuzzer-no-link -MMD -MP -c -o $@ $<

$(build)/libbounce.a: $(library)
	rm -f $@
	ar cr $@ $^

LDFLAGS += -Wl,--wrap=read
$(build)/%: $(build)/tests/fuzz/%.o $(helpers) $(build)/libbounce.a
	$(FUZZ_CC) $(FUZZ_CFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(LIBS)

-include $(library:.o=.d) $(wildcard $(build)/tests/fuzz/*.d)

.PHONY: all
.SECONDARY:
