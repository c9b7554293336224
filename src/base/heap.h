#ifndef BOUNCE_BASE_HEAP_H
#define BOUNCE_BASE_HEAP_H

/* Called once there are many mails to read; from any thread. */
void bounce_heap_keep (void);

#endif
