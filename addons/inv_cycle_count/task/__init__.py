from . import inv_count_work
from . import inv_count_access
from . import inv_count_item
from . import inv_count_tags
from . import inv_scan_task_count
from . import inv_scan_station
