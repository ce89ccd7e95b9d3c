-- What people ordered for a task.

-- Somebody ended it: it is not tried again by itself, whatever packages come.
alter table retrace_task add column cancelled boolean not null default false;
