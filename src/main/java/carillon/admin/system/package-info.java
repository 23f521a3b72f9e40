/**
 * The node and its settings: workers of all nodes, system checks and their events, the settings in
 * force. In: HTTP. Out: calls of {@code config}, {@code node} and {@code systemcheck}.
 */
package carillon.admin.system;
