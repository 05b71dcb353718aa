package io.github.memfrag.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.config.ConfigurationReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictSettingsTest {
    @Test
    void haveTheDefaultsOfTheTable() {
        VerdictSettings settings = VerdictSettings.defaults();

        assertEquals(List.of(4), settings.watchOrders());
        assertEquals(4, settings.samples());
        assertEquals(Duration.ofHours(1), settings.failureHold());
        assertEquals(List.of(80.0, 95.0, 128L, 8192L), thresholds(settings, 4));
        assertEquals(thresholds(settings, 4), thresholds(settings, 30));
    }

    @Test
    void takeAThresholdForASingleOrder() {
        VerdictSettings settings = settings("verdict.critical=90,verdict.critical.9=99.5,verdict.blocks.9=16");

        assertEquals(List.of(80.0, 99.5, 16L, 1024L), thresholds(settings, 9));
        assertEquals(List.of(80.0, 90.0, 128L, 8192L), thresholds(settings, 4));
    }

    @Test
    void countAnOrderThatIsNamedTwiceOnce() {
        assertEquals(List.of(9, 4), settings("watch.order=9+4+9").watchOrders());
    }

    @Test
    void nameTheOrdersThatAKernelLacks() {
        VerdictSettings settings = settings("watch.order=4+11+12");

        assertEquals(List.of(4), settings.watchOrders(11));
        assertEquals(Optional.of("watch.order=4+11+12: this kernel has no order 11+12; 4 applies. Allowed: 0 to 10"),
                settings.problemOn(11));
        assertEquals(Optional.empty(), settings.problemOn(14));
    }

    @Test
    void fallBackToTheHighestOrderOfAKernelThatLacksEvenTheDefault() {
        assertEquals(List.of(2), settings("watch.order=12").watchOrders(3));
    }

    private VerdictSettings settings(String arguments) {
        return VerdictSettings.of(ConfigurationReader.read(arguments).configuration());
    }

    private static List<Object> thresholds(VerdictSettings settings, int order) {
        Thresholds thresholds = settings.thresholds(order);
        return List.of(thresholds.warningPercent(), thresholds.criticalPercent(), thresholds.criticalBlocks(),
                thresholds.warningBlocks());
    }
}
