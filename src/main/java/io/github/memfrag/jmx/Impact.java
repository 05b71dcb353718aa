package io.github.memfrag.jmx;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.DescriptorKey;

/**
 * What an operation does to the host, as {@link javax.management.MBeanOperationInfo} counts: INFO only reads, ACTION changes.
 * jmxutils leaves it UNKNOWN.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Impact {
    String FIELD = "impact";

    @DescriptorKey(FIELD)
    int value();
}
