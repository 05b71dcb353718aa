package io.github.memfrag.http;

import io.github.memfrag.relief.Requester;
import javax.management.MBeanOperationInfo;
import javax.management.StandardMBean;

/** {@code report} is of impact INFO, as the real one is. */
final class ReliefMBean extends StandardMBean implements Relief {
    ReliefMBean() {
        super(Relief.class, false);
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return info.getName().equals("report") ? MBeanOperationInfo.INFO : MBeanOperationInfo.ACTION;
    }

    @Override
    public String compactMemory() {
        return Requester.current();
    }

    @Override
    public String dropCaches(int what) {
        return Requester.current();
    }

    @Override
    public String relieve(int order) {
        return Requester.current();
    }

    @Override
    public String relieve(int order, String max) {
        return Requester.current();
    }

    @Override
    public String cancel() {
        return Requester.current();
    }

    @Override
    public String report(long id) {
        return Requester.current();
    }
}
