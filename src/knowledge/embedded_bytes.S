    .section .rodata
    .global genu_knowledge_begin
    .global genu_knowledge_end
    .balign 16
genu_knowledge_begin:
    .incbin GENU_KNOWLEDGE_FILE
genu_knowledge_end:
    .byte 0
    .section .note.GNU-stack,"",@progbits
