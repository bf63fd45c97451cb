from . import inv_scan_task
from . import inv_scan_station
from . import inv_scan_submission
from . import inv_scan_stock
from . import inv_scan_card
from . import inv_scan_task_home
from . import inv_scan_task_lookup
