from . import inv_count_barcode
from . import inv_count_sheet
from . import inv_count_label
