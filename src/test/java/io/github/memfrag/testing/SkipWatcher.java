package io.github.memfrag.testing;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Tells {@link SkippedTests} of every test that is disabled or aborts; registered for all tests (META-INF/services). */
public final class SkipWatcher implements TestWatcher {
    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        SkippedTests.of(context).add(name(context), reason.orElse(null));
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        SkippedTests.of(context).add(name(context), cause.getMessage());
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
    }
}
