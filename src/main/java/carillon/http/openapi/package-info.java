/** Filters that complete the generated OpenAPI document: error responses and examples. */
package carillon.http.openapi;
