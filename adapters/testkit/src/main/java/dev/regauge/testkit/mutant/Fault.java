package dev.regauge.testkit.mutant;

import dev.regauge.spec.plan.ExecutionPlan;
import java.util.function.UnaryOperator;

/**
 * A mistake that an adapter could make: it lowers a plan that is not quite the one it was given.
 *
 * @param name as in {@code lost_edge}
 * @param why what would go wrong for a user
 * @param change makes the plan that the mutant lowers; gives an equal one when the plan has nothing
 *     that it could get wrong
 */
public record Fault(String name, String why, UnaryOperator<ExecutionPlan> change) {}
