from . import inv_recall_board
from . import inv_recall_tree
from . import inv_recall_node
from . import inv_recall_balance_page
from . import inv_recall_clock
from . import inv_recall_mock_test
from . import inv_recall_dashboard
from . import inv_recall_card
