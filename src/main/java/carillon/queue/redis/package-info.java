/**
 * Redis as a server: connections, pools, the current master (one address, Sentinel or Cluster),
 * commands, replies, Lua scripts and the names of keys. It knows nothing of how jobs move; that is
 * the parent package's.
 */
package carillon.queue.redis;
