package io.github.memfrag.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanOperationInfo;
import javax.management.StandardMBean;

/** Remembers who asked; {@code tell…} is of impact INFO, as the real MBeans mark what only tells. */
final class SampleMBean extends StandardMBean implements Sample {
    /** Names of the threads that read {@code Number}, one for each time. */
    final List<String> readers = new CopyOnWriteArrayList<>();
    private volatile int number = 1;
    private volatile CountDownLatch hold = new CountDownLatch(0);

    SampleMBean() {
        super(Sample.class, false);
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return info.getName().startsWith("tell") ? MBeanOperationInfo.INFO : MBeanOperationInfo.ACTION;
    }

    /** Lets whoever reads {@link #getText} wait until the latch is down. */
    void hold(CountDownLatch latch) {
        hold = latch;
    }

    @Override
    public int getNumber() {
        readers.add(Thread.currentThread().getName());
        return number;
    }

    @Override
    public String getText() {
        try {
            hold.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        return "text";
    }

    @Override
    public long[] getBlocks() {
        return new long[] {3, 2, 1};
    }

    @Override
    public String getFailing() {
        throw new IllegalStateException("the kernel did not tell");
    }

    @Override
    public void setText(String text) {
        throw new AssertionError("nobody may write");
    }

    @Override
    public int add(int amount) {
        number += amount;
        return number;
    }

    @Override
    public String tell(int minutes) {
        return "told " + minutes;
    }

    @Override
    public String tellMuch(int mebibytes) {
        return "x".repeat(mebibytes << 20);
    }

    @Override
    public void refuse() {
        throw new SecurityException("dropCaches needs root: run the agent as root or set up the helper");
    }

    @Override
    public void stumble() {
        Object sample = this;
        ((Number) sample).intValue();
    }
}
