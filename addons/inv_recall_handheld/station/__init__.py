from . import inv_scan_station
