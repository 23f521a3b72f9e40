package carillon.tracker.api;

import carillon.http.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;

/** Reads pages of rows, ordered by id. Called within the caller's transaction. */
@ApplicationScoped
class PageReader {

  @PersistenceContext(unitName = "carillon")
  EntityManager entities;

  /**
   * One row more than the page has, if there are as many.
   *
   * @param jpql selects rows with an id above {@code :after}, ordered by id
   */
  <T> List<T> page(Class<T> type, String jpql, PageQuery page, Map<String, Object> parameters) {
    TypedQuery<T> query =
        entities
            .createQuery(jpql, type)
            .setParameter("after", page.after())
            .setMaxResults(page.limit() + 1);
    parameters.forEach(query::setParameter);
    return query.getResultList();
  }
}
