from . import inv_scan_parser
from . import inv_scan_parser_gs1
from . import inv_scan_parser_epc
from . import inv_scan_parser_records
