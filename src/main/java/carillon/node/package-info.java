/**
 * What every node of the cluster says of itself, for those who ask any of them. In: beans that
 * implement {@link carillon.node.NodePart}. Out: {@link carillon.node.Nodes}. Nodes meet in the
 * database, which they share also without Redis.
 */
package carillon.node;
