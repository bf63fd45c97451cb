from . import inv_count_label_wizard
