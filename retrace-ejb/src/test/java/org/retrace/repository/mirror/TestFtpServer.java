// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.FtpletResult;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;

/** An FTP server on loopback that lets anybody read a directory. */
final class TestFtpServer implements AutoCloseable {

    private final FtpServer server;
    private final Listener listener;
    private final List<String> commands = new CopyOnWriteArrayList<>();

    /** @param rule what becomes of each command: null for nothing out of the ordinary */
    TestFtpServer(Path directory, Function<String, FtpletResult> rule) throws FtpException {
        FtpServerFactory factory = new FtpServerFactory();
        ListenerFactory listeners = new ListenerFactory();
        listeners.setPort(0);
        listeners.setServerAddress("127.0.0.1");
        listener = listeners.createListener();
        factory.setListeners(new HashMap<>(Map.of("default", listener)));
        BaseUser anonymous = new BaseUser();
        anonymous.setName("anonymous");
        anonymous.setHomeDirectory(directory.toString());
        factory.getUserManager().save(anonymous);
        DefaultFtplet ftplet = new DefaultFtplet() {
            @Override
            public FtpletResult beforeCommand(FtpSession session, FtpRequest request) {
                commands.add(request.getRequestLine());
                return rule.apply(request.getRequestLine());
            }
        };
        factory.setFtplets(new HashMap<>(Map.of("rule", ftplet)));
        server = factory.createServer();
        server.start();
    }

    TestFtpServer(Path directory) throws FtpException {
        this(directory, command -> FtpletResult.DEFAULT);
    }

    String address() {
        return "ftp://127.0.0.1:" + listener.getPort();
    }

    /** What was said to it. */
    List<String> commands() {
        return commands;
    }

    @Override
    public void close() {
        server.stop();
    }
}
