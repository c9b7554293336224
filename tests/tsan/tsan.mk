# bouncecat for ThreadSanitizer, built apart from everything else: `make tsan`
# calls it with SOURCES (of program and library), CPPFLAGS and LIBS.

build = tsan-build
TSAN_CFLAGS = -O1 -g -fsanitize=thread

objects = $(patsubst %.c,$(build)/%.o,$(filter %.c,$(SOURCES))) \
  $(build)/tests/tsan/glib.o

$(build)/bouncecat: $(objects)
	$(CC) $(TSAN_CFLAGS) -o $@ $^ $(LIBS)

vpath %.c $(srcdir)
$(build)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(TSAN_CFLAGS) -MMD -MP -c -o $@ $<

-include $(objects:.o=.d)
