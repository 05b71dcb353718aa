package io.github.memfrag.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class on this machine's own kernel, as root. It never runs beside another of its kind, in any build on this machine, since
 * there is one kernel, and is skipped, with a line that says why, where the machine truly cannot.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("the machine's kernel")
@ExtendWith({LiveKernelCondition.class, LiveKernelLock.class})
public @interface LiveKernel {
    /** Whether it drops caches or compacts. */
    boolean writes() default false;
}
