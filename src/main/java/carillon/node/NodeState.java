package carillon.node;

import java.time.Instant;
import java.util.List;

/**
 * What a node says of one of its parts.
 *
 * @param node its name
 * @param self whether it is the node that is asked
 * @param seenAt when it last said something, by the database's clock; null of the node itself
 * @param silent whether that is too long ago: what it said then is of no use
 * @param items empty of a silent node, and of one whose version does not know the part
 */
public record NodeState<T>(
    String node, boolean self, Instant seenAt, boolean silent, List<T> items) {}
