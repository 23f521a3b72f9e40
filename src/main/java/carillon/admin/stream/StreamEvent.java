package carillon.admin.stream;

/**
 * Something to tell those who watch.
 *
 * @param name {@code job} or {@code queues} or {@code import} or {@code dropped}
 */
record StreamEvent(String name, Object data) {}
