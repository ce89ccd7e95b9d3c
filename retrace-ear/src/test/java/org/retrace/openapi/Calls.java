// SPDX-License-Identifier: Apache-2.0
package org.retrace.openapi;

import java.util.List;

/** The calls of all operations, in order: with success, and for each error that is theirs. */
final class Calls {

    static final List<Call> ALL = read(
            """
            getStatistics    | 200 |          |                                  |                           |                              |
            getMe            | 200 | viewer   |                                  |                           |                              |
            makeToken        | 201 | viewer   |                                  |                           | {"name":"one","validDays":1} | token=id
            makeToken        | 400 | viewer   |                                  |                           | {"name":""}                  |
            makeToken        | 400 | viewer   |                                  |                           | {"name":                     |
            makeToken        | 415 | viewer   |                                  |                           | name,one                     |
            listTokens       | 200 | viewer   |                                  |                           |                              |
            revokeToken      | 204 | viewer   | $token                           |                           |                              |
            revokeToken      | 404 | viewer   | 999999                           |                           |                              |
            listAudit        | 200 | admin    |                                  |                           |                              |
            listAudit        | 200 | core-dev | ?limit=1&action=TOKEN_MADE       |                           |                              |
            listAudit        | 400 | admin    | ?action=NOTHING                  |                           |                              |
            listAudit        | 403 | viewer   |                                  |                           |                              |
            listReleases     | 200 | viewer   | ?limit=1                         |                           |                              |
            listReleases     | 200 | viewer   | ?distribution=crumb              |                           |                              |
            listReleases     | 400 | viewer   | ?limit=501                       |                           |                              |
            findPackages     | 200 | viewer   | ?nevra=libcrumb                  |                           |                              |
            findPackages     | 400 | viewer   |                                  |                           |                              |
            findBuildId      | 200 | viewer   | $buildId                         |                           |                              |
            findBuildId      | 400 | viewer   | xyz                              |                           |                              |
            findBuildId      | 404 | viewer   | 00112233445566778899aabbccddeeff |                           |                              |
            indexPackages    | 200 | admin    |                                  |                           | {"directory":"$packages"}    |
            indexPackages    | 400 | admin    |                                  |                           | {"directory":"relative"}     |
            indexPackages    | 403 | viewer   |                                  |                           | {"directory":"/srv"}         |
            indexPackages    | 415 | admin    |                                  |                           | /srv                         |
            beginSync        | 202 | admin    | crumb-1-x86_64                   |                           |                              | sync=id
            beginSync        | 409 | admin    | crumb-1-x86_64                   |                           |                              |
            beginSync        | 404 | admin    | crumb-7-x86_64                   |                           |                              |
            beginSync        | 403 | debugger | crumb-1-x86_64                   |                           |                              |
            listSyncs        | 200 | viewer   | crumb-1-x86_64                   |                           |                              |
            listSyncs        | 400 | viewer   | crumb-1-x86_64?cursor=x          |                           |                              |
            listSyncs        | 404 | viewer   | crumb                            |                           |                              |
            getSync          | 200 | viewer   | crumb-1-x86_64 $sync             |                           |                              |
            getSync          | 404 | viewer   | crumb-1-x86_64 999999            |                           |                              |
            listRepositories | 200 | viewer   |                                  |                           |                              |
            listRepositories | 400 | viewer   | ?sort=name                       |                           |                              |
            getRepositories  | 200 | viewer   | crumb-1-x86_64                   |                           |                              |
            getRepositories  | 404 | viewer   | crumb-7-x86_64                   |                           |                              |
            getBacktrace     | 200 | debugger | $task                            |                           |                              | tag=ETag
            getBacktrace     | 200 | debugger | $task                            | Accept: text/plain        |                              |
            getBacktrace     | 304 | debugger | $task                            | If-None-Match: $tag       |                              |
            getBacktrace     | 400 | debugger | $task?all=1                      |                           |                              |
            getBacktrace     | 404 | debugger | 999999999                        |                           |                              |
            getBacktrace     | 404 | viewer   | $task                            |                           |                              |
            getBacktrace     | 412 | debugger | $task                            | If-Match: "other"         |                              |
            getLog           | 200 | debugger | $task                            |                           |                              | logTag=ETag
            getLog           | 304 | debugger | $task                            | If-None-Match: $logTag    |                              |
            getLog           | 400 | debugger | $task?all=1                      |                           |                              |
            getLog           | 404 | debugger | 999999999                        |                           |                              |
            getLog           | 412 | debugger | $task                            | If-Match: "other"         |                              |
            listModules      | 200 | debugger | $task?limit=2                    |                           |                              |
            listModules      | 400 | debugger | $task?cursor=x                   |                           |                              |
            listModules      | 404 | debugger | 999999999                        |                           |                              |
            getUpload        | 200 | debugger | $task                            |                           |                              |
            getUpload        | 400 | debugger | $task?all=1                      |                           |                              |
            getUpload        | 404 | debugger | 999999999                        |                           |                              |
            listResults      | 200 | debugger | $task                            |                           |                              | file=items/0/name
            listResults      | 400 | debugger | $task?limit=1                    |                           |                              |
            listResults      | 404 | debugger | 999999999                        |                           |                              |
            getResult        | 200 | debugger | $task $file                      |                           |                              | resultTag=ETag
            getResult        | 304 | debugger | $task $file                      | If-None-Match: $resultTag |                              |
            getResult        | 400 | debugger | $task $file?all=1                |                           |                              |
            getResult        | 404 | debugger | $task nothing                    |                           |                              |
            getResult        | 412 | debugger | $task $file                      | If-Match: "other"         |                              |
            followTask       | 200 | debugger | $task                            |                           |                              | event=id:
            followTask       | 204 | debugger | $task                            | Last-Event-ID: $event     |                              |
            followTask       | 400 | debugger | $task                            | Last-Event-ID: x          |                              |
            followTask       | 404 | debugger | 999999999                        |                           |                              |
            uploadTask       | 201 | viewer   |                                  | Idempotency-Key: once     | @null                        | own=id
            uploadTask       | 201 | viewer   |                                  |                           | @null                        | resting=id
            uploadTask       | 422 | viewer   |                                  | Idempotency-Key: once     | @abort                       |
            uploadTask       | 400 | viewer   | ?a=b                             |                           | @null                        |
            uploadTask       | 409 | viewer   |                                  | X-Task-Type: 3            | @null                        |
            uploadTask       | 415 | viewer   |                                  |                           | a,b                          |
            listTasks        | 200 | viewer   | ?owner=me                        |                           |                              |
            listTasks        | 200 | debugger | ?limit=1                         |                           |                              |
            listTasks        | 400 | viewer   | ?state=NOTHING                   |                           |                              |
            getTask          | 200 | debugger | $task                            |                           |                              | noteTag=ETag
            getTask          | 304 | debugger | $task                            | If-None-Match: $noteTag   |                              |
            getTask          | 404 | viewer   | $task                            |                           |                              |
            changeTask       | 200 | debugger | $task                            | If-Match: $noteTag        | {"notes":"seen"}             |
            changeTask       | 412 | debugger | $task                            | If-Match: "other"         | {"notes":"seen"}             |
            changeTask       | 428 | debugger | $task                            |                           | {"notes":"seen"}             |
            changeTask       | 400 | debugger | $task                            | If-Match: *               | {"state":"SUCCESS"}          |
            changeTask       | 404 | viewer   | $task                            | If-Match: *               | {"notes":"seen"}             |
            changeTask       | 415 | debugger | $task                            | If-Match: *               | a,b                          |
            startTask        | 409 | debugger | $task                            |                           |                              |
            startTask        | 404 | viewer   | $task                            |                           |                              |
            restartTask      | 409 | debugger | $task                            |                           |                              |
            restartTask      | 404 | viewer   | $task                            |                           |                              |
            cancelTask       | 409 | debugger | $task                            |                           |                              |
            cancelTask       | 404 | viewer   | $task                            |                           |                              |
            cancelTask       | 200 | viewer   | $own                             |                           |                              |
            restartTask      | 200 | viewer   | $own                             |                           |                              |
            startTask        | 200 | viewer   | $resting                         |                           |                              |
            deleteTask       | 204 | viewer   | $own                             |                           |                              |
            deleteTask       | 404 | viewer   | $task                            |                           |                              |
            """);

    private Calls() {}

    private static List<Call> read(String table) {
        return table.lines().map(Call::parse).toList();
    }
}
