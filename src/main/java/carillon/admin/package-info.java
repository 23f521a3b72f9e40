/**
 * The HTTP resources of operation: what an administrator looks at and does. In: HTTP. Out: calls of
 * the other packages; of the queue and the workers only by the ports in {@code job}. A leaf.
 */
package carillon.admin;
