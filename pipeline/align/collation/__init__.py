"""All witnesses of one text in one table: which words stand against which, whatever the order of the witnesses."""
