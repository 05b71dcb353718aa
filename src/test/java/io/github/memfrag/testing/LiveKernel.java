package io.github.memfrag.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test on this machine's own kernel. It never runs beside another of its kind, since there is one kernel, and is skipped, with a
 * line that says why, where the machine truly cannot.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LiveKernelCondition.class)
@ResourceLock("the machine's kernel")
public @interface LiveKernel {
    /** Whether it needs root, to see what only root sees. */
    boolean root() default true;

    /** Whether it drops caches or compacts. */
    boolean writes() default false;
}
