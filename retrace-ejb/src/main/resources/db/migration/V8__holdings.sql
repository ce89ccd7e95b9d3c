-- What the pages of repositories ask: how much there is, and packages page by page.

-- counted by the index alone
create index binary_package_holding on binary_package (repository_id, name collate "C") include (size_bytes);

-- ends with the order of the list
drop index binary_package_start;
create index binary_package_start on binary_package (name collate "C", id);
