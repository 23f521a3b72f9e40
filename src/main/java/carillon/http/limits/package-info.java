/**
 * What one node accepts from its clients: the size and the pace of a request's body, the memory of
 * all bodies, the rate of writes of an account, the number of concurrent writes. Beyond a limit a
 * request gets 408, 413, 429 or 503 at once. Only this package knows Undertow.
 */
package carillon.http.limits;
