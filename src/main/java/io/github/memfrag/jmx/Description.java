package io.github.memfrag.jmx;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.DescriptorKey;

/** What an MBean or a parameter is; JMX clients show it. For attributes and operations jmxutils' own annotation has it. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.PARAMETER})
public @interface Description {
    @DescriptorKey("description")
    String value();
}
