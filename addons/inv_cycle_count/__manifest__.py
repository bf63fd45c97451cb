{
    "name": "Inventory Optimisation: Cycle Counting",
    "summary": "Records that can be trusted, with the least counting",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Inventory",
    "author": "Inventory Optimisation Team",
    "website": "https://github.com/inventory-optimisation/inventory-optimisation",
    "license": "LGPL-3",
    "depends": ["inv_optimisation"],
    "data": [
        "security/inv_cycle_count_groups.xml",
        "security/ir.model.access.csv",
        "security/inv_cycle_count_rules.xml",
        "data/ir_sequence_data.xml",
        "data/ir_cron_data.xml",
        "data/inv_count_cause_data.xml",
        "data/inv_count_tolerance_data.xml",
    ],
}
