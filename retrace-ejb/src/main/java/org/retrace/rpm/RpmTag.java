// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

/** Numbers of the header tags that are read, named as rpm names them. */
final class RpmTag {

    static final int RPMSIGTAG_DSA = 267;
    static final int RPMSIGTAG_RSA = 268;
    static final int RPMSIGTAG_SHA1 = 269;
    static final int RPMSIGTAG_SHA256 = 273;
    static final int RPMSIGTAG_OPENPGP = 278;
    static final int RPMSIGTAG_PGP = 1002;
    static final int RPMSIGTAG_GPG = 1005;
    static final int RPMTAG_NAME = 1000;
    static final int RPMTAG_VERSION = 1001;
    static final int RPMTAG_RELEASE = 1002;
    static final int RPMTAG_EPOCH = 1003;
    static final int RPMTAG_ARCH = 1022;
    static final int RPMTAG_OLDFILENAMES = 1027;
    static final int RPMTAG_FILESIZES = 1028;
    static final int RPMTAG_FILEMODES = 1030;
    static final int RPMTAG_FILELINKTOS = 1036;
    static final int RPMTAG_FILEDEVICES = 1095;
    static final int RPMTAG_FILEINODES = 1096;
    static final int RPMTAG_SOURCEPACKAGE = 1106;
    static final int RPMTAG_DIRINDEXES = 1116;
    static final int RPMTAG_BASENAMES = 1117;
    static final int RPMTAG_DIRNAMES = 1118;
    static final int RPMTAG_LONGFILESIZES = 5008;
    static final int RPMTAG_PAYLOADDIGEST = 5092;
    static final int RPMTAG_PAYLOADDIGESTALGO = 5093;

    private RpmTag() {}
}
