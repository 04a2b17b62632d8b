package dev.portcullis.common;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * A page of rows that meet conditions. A condition that nobody asked for is not in the statement at all, so that the
 * database can plan for those that are.
 */
public final class ListQuery<T> {

    private final Class<T> row;
    private final String order;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** @param order the property (and direction) that the list is sorted by */
    public ListQuery(Class<T> row, String order) {
        this.row = row;
        this.order = order;
    }

    /** Only rows of which this HQL condition holds; it names one parameter, {@code :name}. */
    public ListQuery<T> where(String condition, String name, Object value) {
        conditions.add(condition);
        parameters.put(name, value);
        return this;
    }

    /** As {@link #where(String, String, Object)}, if there is a value. */
    public ListQuery<T> where(String condition, String name, Optional<?> value) {
        value.ifPresent(present -> where(condition, name, present));
        return this;
    }

    /** Only rows within a reach, whose condition this is. */
    public ListQuery<T> where(Optional<Reach.Condition> within) {
        within.ifPresent(condition -> {
            conditions.add(condition.text());
            parameters.putAll(condition.parameters());
        });
        return this;
    }

    /** The first of the rows, if there is any. */
    public Uni<Optional<T>> first(StatelessSession session) {
        return query(session).setMaxResults(1).getSingleResultOrNull().map(Optional::ofNullable);
    }

    /** The rows: one more than the page holds, if there are so many. */
    public Uni<List<T>> run(StatelessSession session, PageRequest page) {
        return query(session).setMaxResults(page.size() + 1).getResultList();
    }

    private SelectionQuery<T> query(StatelessSession session) {
        var hql = "from " + row.getSimpleName() + " where " + String.join(" and ", conditions) + " order by " + order;
        var query = session.createSelectionQuery(hql, row);
        parameters.forEach(query::setParameter);
        return query;
    }
}
