#ifndef BOUNCE_BASE_HEAP_H
#define BOUNCE_BASE_HEAP_H

/* Called once, at the start of a program that reads many mails. */
void bounce_heap_keep (void);

#endif
