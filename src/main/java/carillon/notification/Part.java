package carillon.notification;

/** One story, and its reader as far as it goes. */
record Part(Story story, Reader reader) {}
