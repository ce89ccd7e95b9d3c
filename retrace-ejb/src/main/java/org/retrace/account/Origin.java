// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import jakarta.enterprise.context.RequestScoped;

/** Whence a request came, for the audit. */
@RequestScoped
public class Origin {

    private String address = "";
    private String way = "server";

    /**
     * Says it.
     *
     * @param clientAddress of the client, as trusted proxies tell it
     * @param interfaceName console, API, or a token with its name
     */
    public void from(String clientAddress, String interfaceName) {
        address = clientAddress;
        way = interfaceName;
    }

    /** Empty when it is not known. */
    public String getAddress() {
        return address;
    }

    public String getWay() {
        return way;
    }
}
